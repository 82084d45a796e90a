"""The pure core: request and catalogue in, plan out. No files, clock, environment or randomness."""
