"""The measurements: how fast it is, beside what a user would pick instead."""
