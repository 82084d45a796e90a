"""The words of the program as records: catalogue, request and plan. Pure; imports nothing above it."""
