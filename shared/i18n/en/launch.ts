/** What the command line says on a terminal. */
export const launch = {
  help: `Usage: guesthouse [OPTION | FILE]

Virtual machines that run as you. Without an option, opens the window.

  FILE                  make a machine of an ISO, disk image, OVA or libvirt XML
  --new [FILE]          open “New machine”, with FILE if given
  --open NAME           show the machine of that name or id
  --quick-start [NAME]  start that machine and show it; without NAME the pinned
                        one, or else the newest
  --hidden              show no window; Guesthouse is in the tray
  --at-login            also start the machines that are to start at login
  --check [--json]      look at what this computer can do for machines
  --help                show this
  --version             show the version

Where Guesthouse runs already, that one does it. Switches of Chromium, such as
--ozone-platform=wayland, are taken as well.
`,
  misuse: {
    'unknown-option': 'There is no option {{option}}.',
    'needs-value': 'The option {{option}} needs a value.',
    'takes-no-value': 'The option {{option}} takes no value.',
    'not-with': 'The option {{option}} does not go with {{other}}.',
    'not-alone': 'The option {{option}} does not go alone.',
    'too-many': '“{{argument}}” is one too many.',
    'no-file': '“{{argument}}” is no file.',
  },
  seeHelp: 'What there is: guesthouse --help',
} as const
