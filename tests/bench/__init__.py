"""What the portal costs and weighs, next to its targets: ./dev bench [--quick] [--json] [NAME …]."""
