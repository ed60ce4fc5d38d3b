"""What was promised against what was measured: series, projections, verdicts; frames in, frames out."""
