"""The pages about people and companies."""
