"""What is known of documents: models, labels, machine readable zones, citizen numbers."""
