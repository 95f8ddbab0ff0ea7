"""Views of the Edition, each as a page prints it.

Everything in them is counted or arranged from what the editors wrote; nothing is judged.
"""
