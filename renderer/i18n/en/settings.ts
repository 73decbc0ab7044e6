/** Of features/settings. */
export const settings = {
  settings: {
    title: 'Settings',
    sectionsLabel: 'Sections',
    reset: 'Reset',
    resetSection: 'Reset “{{section}}”',
    sections: {
      appearance: 'Appearance and language',
      newMachines: 'New machines',
      storage: 'Storage',
      sound: 'Sound',
      consoles: 'Screens and consoles',
      keyboard: 'Keyboard',
      desktop: 'Desktop',
      privacy: 'Privacy',
      connections: 'Connections',
      updates: 'Updates',
      more: 'More',
    },
    intros: {
      newMachines: 'What machines begin with. Each can be changed on its page later.',
      sound: 'What new machines begin with.',
      updates:
        'Updates come with the packages of your system, with apt on Debian and Ubuntu. Guesthouse asks nothing over the network.',
      connections: 'Your machines run as you, and need no system service.',
    },
    fields: {
      appearance: {
        theme: { label: 'Theme', hint: 'Light or dark, for all windows.' },
        accent: { label: 'Accent colour', hint: 'Of the main button, marks and the focus.' },
        language: { label: 'Language', hint: 'Of the windows, their dialogs and notifications.' },
      },
      newMachines: {
        atLogout: {
          label: 'When you log out',
          hint: 'And when the computer is switched off. While Guesthouse is open or in the tray.',
        },
        clipboard: {
          label: 'Share the clipboard',
          hint: 'Text only. The machine needs spice-vdagent.',
        },
        startAtOnce: {
          label: 'Start a machine as soon as it is made',
          hint: 'This is what Enter does in “New machine”.',
        },
      },
      storage: {
        disksFolder: {
          label: 'Disks of new machines',
          hint: 'Each machine gets a folder of its own in it. Disks that are there stay where they are.',
        },
      },
      sound: {
        play: { label: 'Play sound', hint: 'Through your own sound server.' },
        microphone: {
          label: 'Let machines use the microphone',
          hint: 'Otherwise it can be opened for one machine, under Hardware.',
        },
      },
      consoles: {
        screenMode: {
          label: 'Size of screens',
          hint: 'Of machines for which no other was chosen.',
        },
        terminalFontSize: {
          label: 'Text size of serial consoles',
          hint: 'From {{min}} to {{max}}.',
        },
        terminalTheme: { label: 'Colours of serial consoles', hint: 'In both themes.' },
        terminalScreenReader: {
          label: 'Have serial consoles read out',
          hint: 'For screen readers. Consoles are slower with it.',
        },
      },
      keyboard: {
        layout: {
          label: 'Keyboard of the machines',
          hint: 'For text that is typed into machines for which no other was chosen.',
        },
        releaseChord: {
          label: 'Keys that give the keyboard back',
          hint: 'Pressed together in a machine’s screen or console, and let go.',
        },
      },
      desktop: {
        tray: { label: 'Show an icon in the tray', hint: 'With a menu of your machines.' },
        closeToTray: {
          label: 'Stay in the tray when the last window is closed',
          hint: 'Machines go on running either way. While machines run that are to be saved or shut down at logout, it stays there anyway.',
        },
        startAtLogin: {
          label: 'Start Guesthouse when you log in',
          hint: 'In the tray, without a window.',
        },
      },
      privacy: {
        notifications: {
          label: 'Notifications',
          hint: 'The desktop tells what ends while no window is in front.',
        },
        keepPictures: {
          label: 'Keep the last picture of each screen',
          hint: 'It is shown while the machine is off. When this is switched off, the pictures that are kept are deleted; those of snapshots stay.',
        },
        namesInTray: {
          label: 'Names of machines in the tray',
          hint: 'Others may look at your display when its menu is open.',
        },
      },
      connections: {
        systemDaemon: {
          label: 'Connect to a system service as well',
          hint: 'For machines of others, and those that start with the computer.',
        },
      },
      updates: {
        tellNews: {
          label: 'Tell what is new after an update',
          hint: 'Once, when the new version is opened.',
        },
      },
    },
    theme: { system: 'As the desktop', light: 'Light', dark: 'Dark' },
    accent: { desktop: 'As the desktop', amber: 'Amber' },
    accentUnknown: 'This desktop tells no accent colour, so amber is used.',
    language: { system: 'As the system', en: 'English', de: 'Deutsch' },
    atLogout: { save: 'Save them', shutdown: 'Shut them down', leave: 'Leave them running' },
    noTrayHost: 'This desktop shows no tray icons. GNOME does with the AppIndicator extension.',
    needsTray: 'This needs the icon in the tray.',
    needsSound: 'Machines without sound have no microphone.',
    fontUnit: 'px',
    fontInvalid: 'The size must be a whole number from {{min}} to {{max}}.',
    folder: {
      own: 'With each machine, in {{path}}',
      choose: 'Choose a folder…',
      useOwn: 'Keep with each machine',
      free: '{{free}} free',
    },
    daemons: {
      label: 'System services of this computer',
      guesthoused: 'guesthoused',
      libvirt: 'libvirt, for the whole system',
      absent: 'Not installed',
      installed: 'Installed, not running',
      running: 'Running',
      runningAs: 'Running as {{account}}',
      unsupported: 'This version of Guesthouse cannot show the machines of system services yet.',
    },
    version: 'Version {{version}}',
    whatIsNew: 'What is new',
    file: {
      label: 'Settings file',
      open: 'Open',
      reveal: 'Show in folder',
      hint: 'Changes of it hold at once.',
    },
    firstRunAgain: {
      label: 'First-run pages',
      hint: 'Where machines run, what this computer can do, and where disks are kept.',
      show: 'Show again',
    },
    hostCheck: {
      label: 'Host check',
      hint: 'What this computer can do for machines, and what is missing.',
      open: 'Check',
    },
    problems: {
      title: 'Not everything in the settings file is used',
      next: 'Correct the file, or change the settings here.',
      open: 'Open the file',
      whole: {
        unreadable: 'It cannot be read.',
        'too-large': 'It is larger than {{max}}.',
        'not-json': 'It is not JSON.',
        'not-an-object': 'It does not hold settings.',
        'not-allowed': 'It does not hold settings.',
        unknown: 'It does not hold settings.',
      },
      wholeThen:
        'What held before goes on to hold; after a start, all settings are as they are at first. When one is changed here, the file is kept as settings.json.bad.',
      'not-an-object': '“{{setting}}” is {{value}}, which holds no settings. Its usual ones hold.',
      'not-allowed': '“{{setting}}” is {{value}}, which it cannot be. {{used}} holds instead.',
      unknown: '“{{setting}}” is not a setting. It is left as it is.',
    },
    news: {
      title: 'Guesthouse was updated to {{version}}',
      plainTitle: 'What is new in {{version}}',
      nothing: 'Nothing was noted for this version.',
      inEnglish: 'This list is in English.',
    },
  },
} as const
