"""What `streamlit run app.py` serves: the frame round every page, security headers, each visitor's own cookie."""

from __future__ import annotations

import streamlit as st
from starlette.middleware import Middleware

from cxdata.screen.protection import Protection
from cxdata.screen.trouble import failed

app = st.App("cxdata/screen/frame.py", middleware=[Middleware(Protection)], on_script_error=failed)
