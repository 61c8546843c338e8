"""What `streamlit run app.py` serves: the frame round every page, with security headers and cookies; and Plotly."""

from __future__ import annotations

import streamlit as st
from starlette.middleware import Middleware

from cxdata.screen.server import library, warmth
from cxdata.screen.server.addresses import Addresses
from cxdata.screen.server.protection import Protection
from cxdata.screen.trouble import failed

warmth.begun()

app = st.App(
    "cxdata/screen/frame.py",
    routes=[library.route()],
    middleware=[Middleware(Protection), Middleware(Addresses)],
    on_script_error=failed,
)
