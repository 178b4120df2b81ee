"""What source formats share: the drafts they give, and how these are read, dated and named."""
