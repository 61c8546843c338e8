"""Who answers for what, and what was promised: tables that people edit, each from one declarative spec."""
