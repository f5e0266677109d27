"""What goes out to the systems of companies."""
