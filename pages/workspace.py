"""What changed, whether it is real, and where."""

import streamlit as st

from cxdata.screen import opening

page = opening.opened()
st.title("x", anchor=False)
