"""Promises: what meetings agreed and were told, until a body says that it is discharged."""
