"""academicpages, and Minimal Mistakes as far as it is the same."""
