"""Files to fill in: feedback, invitations sent, touchpoints; in the reader's language."""

from __future__ import annotations

from typing import Final

import streamlit as st

from cxdata import spreadsheet
from cxdata.screen.markdown import small
from cxdata.screen.places import ROOT
from cxdata.text import Lang, Text

FILES: Final[dict[str, dict[Lang, str]]] = {
    "feedback": {"pl": "opinie.csv", "en": "feedback.csv"},
    "invitations": {"pl": "zaproszenia.csv", "en": "invitations.csv"},
    "touchpoints": {"pl": "punkty_styku.csv", "en": "touchpoints.csv"},
}


def offered(text: Text) -> None:
    """One button a template, and what each is for."""
    with st.container(horizontal=True, gap=16, vertical_alignment="center", key="bar_templates"):
        st.markdown(small(text("upload.templates")), width="content")
        for name, files in FILES.items():
            path = ROOT / "data" / "templates" / files[text.lang]
            st.download_button(
                text(f"upload.template.{name}"),
                path.read_bytes,
                file_name=path.name,
                mime=spreadsheet.MIME,
                key=f"template_{name}",
                icon=":material/download:",
                type="tertiary",
                help=text(f"upload.template_help.{name}"),
                on_click="ignore",
            )
