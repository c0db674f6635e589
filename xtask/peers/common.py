"""What the peers share: the report's fields, and how a figure is printed."""

import json
import resource
import sys

FIELDS = [
    "channel", "agent_name", "skill_id", "case_id", "subject", "from", "to", "body", "answer", "date_creation",
    "close_date", "evaluation_survey", "cod_act", "cod_description", "comments", "attachments", "status",
]

# In the order in which Traza counts them.
DIMENSIONS = ["skill_id", "agent_name", "evaluation_survey", "channel", "status", "cod_act"]


def text(value):
    """A field as text, absent as the empty text."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def peak_memory():
    """The most memory this process has held, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def say(**figures):
    """Prints one line of JSON."""
    print(json.dumps(figures))
