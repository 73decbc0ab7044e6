# Printed by the shell itself, so that whoever waits for it may type at once.
export PS1='guest# '
# A line longer than the terminal stays one line, and nothing but text is printed.
bind 'set enable-bracketed-paste off'
echo 'guesthouse-test-guest ready'
