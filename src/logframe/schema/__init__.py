"""What the schemas of all YAML files share: what models are made of, and complaints at their places."""
