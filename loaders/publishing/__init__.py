"""From drafts to the live index: ids, fitting, the build, the checks, the report."""
