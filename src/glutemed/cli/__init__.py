"""The command line: options in, text and exit codes out. Effects live here and nowhere else."""
