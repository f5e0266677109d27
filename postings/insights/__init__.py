"""What the board knows about itself, as figures and plots."""
