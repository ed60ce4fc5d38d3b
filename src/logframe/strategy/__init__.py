"""What was promised: YAML documents, the model of a strategy, and the rules that hold between its parts."""
