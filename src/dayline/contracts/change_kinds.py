"""Every kind of change between two versions of a contract, and when it breaks something.

"Old records" stands for what breaks backward, "old readers" for what breaks forward.
"""

from __future__ import annotations

from collections.abc import Mapping

CHANGE_KINDS: Mapping[str, tuple[str, str, str]] = {
    "contract-renamed": ("The kind has another name.", "always", "always"),
    "prefix-changed": ("Ids start with other letters.", "always", "always"),
    "compatibility-changed": ("The next version must keep another mode.", "", ""),
    "field-added": ("A field that is not demanded.", "if it was a link", "if it was a link"),
    "field-added-required": ("A field that is demanded somewhere.", "always", ""),
    "field-removed": ("A field is gone.", "if it becomes a link", "if it was demanded"),
    "field-renamed": (
        "A field has another name and the old one as alias.",
        "",
        "if it was demanded",
    ),
    "field-alias-removed": ("A former name is no longer read.", "if it is demanded", ""),
    "field-demanded": (
        "A field is demanded at other moves or states.",
        "if earlier, or for more",
        "if later, or for fewer",
    ),
    "field-narrowed": ("A field allows fewer values.", "always", ""),
    "field-widened": ("A field allows more values.", "", "always"),
    "field-type-changed": ("A field allows other values.", "always", "always"),
    "field-reworded": ("The same values are described in another way.", "", ""),
    "link-added": ("A link that is not demanded.", "if it was a field", "if it was a field"),
    "link-added-required": ("A link that is demanded somewhere.", "always", "if it was a field"),
    "link-removed": ("A link is gone.", "", "if it was demanded"),
    "link-type-changed": ("A link leads to other kinds.", "if to fewer", "if to more"),
    "link-inverse-changed": (
        "The other end has another name.",
        "if it had one",
        "if it has one now",
    ),
    "link-demanded": ("A link is demanded at other moves or states.", "if earlier", "if later"),
    "section-added": ("A section that is not demanded.", "", ""),
    "section-added-required": ("A section that is demanded somewhere.", "always", ""),
    "section-removed": ("A section is gone.", "", "if it was demanded"),
    "section-renamed": (
        "A section has another name and the old one as alias.",
        "",
        "if it was demanded",
    ),
    "section-alias-removed": ("A former name is no longer read.", "if it is demanded", ""),
    "section-demanded": (
        "A section is demanded at other moves, with other words or another shape.",
        "if earlier or more",
        "if later or less",
    ),
    "sections-reordered": (
        "Two sections changed places.",
        "if there are moves",
        "if there are moves",
    ),
    "items-added": ("A rule of items is new.", "", ""),
    "items-removed": ("A rule of items is gone.", "", ""),
    "items-changed": (
        "A rule of items has other types or counts; breaks show at the gates.",
        "",
        "",
    ),
    "state-added": ("A state is new.", "", "always"),
    "state-removed": ("A state is gone.", "always", ""),
    "state-frozen": ("Texts in a state can no longer be edited.", "", ""),
    "state-thawed": ("Texts in a state can now be edited.", "", ""),
    "state-final": ("A state now ends a record's life, or no longer does.", "", ""),
    "initial-changed": ("New records start in another state.", "", ""),
    "waits-on-changed": (
        "A state waits on somebody else.",
        "if on a field that may be empty",
        "if on a field that may be empty",
    ),
    "move-added": ("A move is new; old readers need not offer it.", "", ""),
    "move-removed": ("A move is gone.", "always", ""),
    "move-from-narrowed": ("A move can be made from fewer states.", "always", ""),
    "move-from-widened": ("A move can be made from more states.", "", ""),
    "move-to-changed": ("A move leads to another state.", "always", "always"),
    "move-by-narrowed": ("Some role may no longer make a move.", "always", ""),
    "move-by-widened": ("Another role may make a move.", "", ""),
    "move-effect-changed": ("A move takes other linked records along.", "", ""),
    "move-receipt-changed": ("A move leaves another receipt.", "", ""),
    "gate-added": ("A move has a new gate.", "unless it was checked anyway", ""),
    "gate-removed": ("A move lost a gate.", "", "unless it is checked anyway"),
    "gate-args": ("A gate has other terms.", "if stricter", "if laxer"),
    "clock-added": ("A clock is new; it starts with the next move.", "", ""),
    "clock-removed": ("A clock is gone.", "", ""),
    "clock-tightened": ("A clock promises more.", "", ""),
    "clock-loosened": ("A clock promises less.", "", ""),
    "clock-changed": ("A clock starts, stops or counts in another way.", "", ""),
}
