import type { Translation } from '../translation.ts'

export const settings: Pick<Translation, 'settings'> = {
  settings: {
    title: 'Einstellungen',
    sectionsLabel: 'Abschnitte',
    reset: 'Zurücksetzen',
    resetSection: '„{{section}}“ zurücksetzen',
    sections: {
      appearance: 'Aussehen und Sprache',
      newMachines: 'Neue Maschinen',
      storage: 'Speicherplatz',
      sound: 'Ton',
      consoles: 'Bildschirme und Konsolen',
      keyboard: 'Tastatur',
      desktop: 'Oberfläche',
      privacy: 'Privatsphäre',
      connections: 'Verbindungen',
      updates: 'Aktualisierungen',
      more: 'Weiteres',
    },
    intros: {
      newMachines: 'Womit Maschinen beginnen. Auf ihrer Seite lässt sich später alles ändern.',
      sound: 'Womit neue Maschinen beginnen.',
      updates:
        'Aktualisierungen kommen mit den Paketen des Systems, unter Debian und Ubuntu mit apt. Guesthouse fragt nichts über das Netz.',
      connections:
        'Die Maschinen laufen unter dem eigenen Konto und brauchen keinen Dienst des Systems.',
    },
    fields: {
      appearance: {
        theme: { label: 'Farbschema', hint: 'Hell oder dunkel, für alle Fenster.' },
        accent: { label: 'Akzentfarbe', hint: 'Für Hauptknopf, Markierungen und Fokus.' },
        language: { label: 'Sprache', hint: 'Für Fenster, Dialoge und Mitteilungen.' },
      },
      newMachines: {
        atLogout: {
          label: 'Beim Abmelden',
          hint: 'Und wenn der Computer ausgeschaltet wird. Solange Guesthouse offen oder im Infobereich ist.',
        },
        clipboard: {
          label: 'Zwischenablage teilen',
          hint: 'Nur Text. Die Maschine braucht spice-vdagent.',
        },
        startAtOnce: {
          label: 'Maschinen starten, sobald sie angelegt sind',
          hint: 'Das tut die Eingabetaste in „Neue Maschine“.',
        },
      },
      storage: {
        disksFolder: {
          label: 'Festplatten neuer Maschinen',
          hint: 'Jede Maschine bekommt darin einen eigenen Ordner. Vorhandene Festplatten bleiben, wo sie sind.',
        },
      },
      sound: {
        play: { label: 'Ton abspielen', hint: 'Über den eigenen Tonserver.' },
        microphone: {
          label: 'Maschinen das Mikrofon nutzen lassen',
          hint: 'Sonst lässt es sich unter Hardware für eine Maschine öffnen.',
        },
      },
      consoles: {
        screenMode: {
          label: 'Größe der Bildschirme',
          hint: 'Für Maschinen, für die keine andere gewählt ist.',
        },
        terminalFontSize: {
          label: 'Schriftgröße der seriellen Konsolen',
          hint: 'Von {{min}} bis {{max}}.',
        },
        terminalTheme: { label: 'Farben der seriellen Konsolen', hint: 'In beiden Farbschemas.' },
        terminalScreenReader: {
          label: 'Serielle Konsolen vorlesen lassen',
          hint: 'Für Screenreader. Konsolen sind damit langsamer.',
        },
      },
      keyboard: {
        layout: {
          label: 'Tastatur der Maschinen',
          hint: 'Für getippten Text, wenn für eine Maschine keine andere gewählt ist.',
        },
        releaseChord: {
          label: 'Tasten, die die Tastatur zurückholen',
          hint: 'Im Bildschirm oder in der Konsole zusammen gedrückt und losgelassen.',
        },
      },
      desktop: {
        tray: {
          label: 'Symbol im Infobereich zeigen',
          hint: 'Mit einem Menü der Maschinen.',
        },
        closeToTray: {
          label: 'Im Infobereich bleiben, wenn das letzte Fenster geschlossen wird',
          hint: 'Maschinen laufen in jedem Fall weiter. Solange welche laufen, die beim Abmelden gespeichert oder heruntergefahren werden sollen, bleibt es ohnehin dort.',
        },
        startAtLogin: {
          label: 'Guesthouse beim Anmelden starten',
          hint: 'Im Infobereich, ohne Fenster.',
        },
      },
      privacy: {
        notifications: {
          label: 'Mitteilungen',
          hint: 'Die Oberfläche meldet, was endet, während kein Fenster vorne ist.',
        },
        keepPictures: {
          label: 'Das letzte Bild jedes Bildschirms behalten',
          hint: 'Es wird gezeigt, während die Maschine aus ist. Beim Ausschalten werden behaltene Bilder gelöscht; die von Schnappschüssen bleiben.',
        },
        namesInTray: {
          label: 'Namen der Maschinen im Infobereich',
          hint: 'Andere sehen vielleicht zu, wenn sein Menü offen ist.',
        },
      },
      connections: {
        systemDaemon: {
          label: 'Auch mit einem Dienst des Systems verbinden',
          hint: 'Für Maschinen anderer, und solche, die mit dem Computer starten.',
        },
      },
      updates: {
        tellNews: {
          label: 'Nach einer Aktualisierung Neues zeigen',
          hint: 'Einmal, wenn die neue Version geöffnet wird.',
        },
      },
    },
    theme: { system: 'Wie die Oberfläche', light: 'Hell', dark: 'Dunkel' },
    accent: { desktop: 'Wie die Oberfläche', amber: 'Bernstein' },
    accentUnknown: 'Diese Oberfläche nennt keine Akzentfarbe. Es gilt Bernstein.',
    language: { system: 'Wie das System', en: 'English', de: 'Deutsch' },
    atLogout: { save: 'Speichern', shutdown: 'Herunterfahren', leave: 'Laufen lassen' },
    noTrayHost:
      'Diese Oberfläche zeigt keine Symbole im Infobereich. GNOME kann es mit der Erweiterung AppIndicator.',
    needsTray: 'Dafür ist das Symbol im Infobereich nötig.',
    needsSound: 'Maschinen ohne Ton haben kein Mikrofon.',
    fontUnit: 'px',
    fontInvalid: 'Die Größe muss eine ganze Zahl von {{min}} bis {{max}} sein.',
    folder: {
      own: 'Bei jeder Maschine, in {{path}}',
      choose: 'Ordner wählen…',
      useOwn: 'Bei der Maschine behalten',
      free: '{{free}} frei',
    },
    daemons: {
      label: 'Dienste des Systems',
      guesthoused: 'guesthoused',
      libvirt: 'libvirt für das ganze System',
      absent: 'Nicht installiert',
      installed: 'Installiert, läuft nicht',
      running: 'Läuft',
      runningAs: 'Läuft als {{account}}',
      unsupported: 'Diese Version kann Maschinen von Diensten des Systems noch nicht zeigen.',
    },
    version: 'Version {{version}}',
    whatIsNew: 'Was ist neu',
    file: {
      label: 'Datei der Einstellungen',
      open: 'Öffnen',
      reveal: 'Im Ordner zeigen',
      hint: 'Änderungen darin gelten sofort.',
    },
    firstRunAgain: {
      label: 'Seiten des ersten Starts',
      hint: 'Wo Maschinen laufen, was dieser Computer kann, und wo Festplatten liegen.',
      show: 'Noch einmal zeigen',
    },
    hostCheck: {
      label: 'Host-Prüfung',
      hint: 'Was dieser Computer für Maschinen kann, und was fehlt.',
      open: 'Prüfen',
    },
    problems: {
      title: 'Nicht alles in der Datei der Einstellungen gilt',
      next: 'Die Datei berichtigen oder die Einstellungen hier ändern.',
      open: 'Datei öffnen',
      whole: {
        unreadable: 'Sie lässt sich nicht lesen.',
        'too-large': 'Sie ist größer als {{max}}.',
        'not-json': 'Sie ist kein JSON.',
        'not-an-object': 'Sie enthält keine Einstellungen.',
        'not-allowed': 'Sie enthält keine Einstellungen.',
        unknown: 'Sie enthält keine Einstellungen.',
      },
      wholeThen:
        'Es gilt weiter, was vorher galt; nach einem Start gelten die anfänglichen Einstellungen. Wird hier eine geändert, bleibt die Datei als settings.json.bad erhalten.',
      'not-an-object':
        '„{{setting}}“ ist {{value}} und enthält keine Einstellungen. Es gelten die üblichen.',
      'not-allowed': '„{{setting}}“ ist {{value}}, was nicht geht. Stattdessen gilt {{used}}.',
      unknown: '„{{setting}}“ ist keine Einstellung und bleibt, wie es ist.',
    },
    news: {
      title: 'Guesthouse wurde auf {{version}} aktualisiert',
      plainTitle: 'Was neu ist in {{version}}',
      nothing: 'Für diese Version ist nichts vermerkt.',
      inEnglish: 'Diese Liste ist auf Englisch.',
    },
  },
}
