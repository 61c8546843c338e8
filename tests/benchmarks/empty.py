"""The page that others are compared with: one radio, one line that follows it."""

import streamlit as st

picked = st.radio("Metric", ("one", "two", "three"), key="probe")
st.markdown(f"Shown: {picked}")
