"""An ad's text in, structured facts with the words that they come from out.

Pure functions without a service: the same text always gives the same facts.
"""
