import type { details as english } from '../en/details.ts'
import type { Texts } from '../texts.ts'

export const details: Texts<typeof english> = {
  page: {
    tabs: 'Ansichten der Maschine',
    screen: 'Bildschirm',
    serial: 'Seriell',
    hardware: 'Hardware',
    snapshots: 'Schnappschüsse',
    sharing: 'Freigaben',
    log: 'Protokoll',
    problem: 'Problem',
    code: 'Code',
    cause: 'Ursache',
    lastPicture: 'Ihr Bildschirm, wie er zuletzt zu sehen war',
    off: 'Diese Maschine ist aus.',
    saved: 'Diese Maschine ist gespeichert. Sie läuft dort weiter, wo sie war.',
    template:
      'Diese Maschine ist eine Vorlage. Von ihr werden Klone gemacht; sie selbst wird nicht gestartet.',
    starting: 'Startet…',
    crashedTitle: 'Diese Maschine ist abgestürzt',
    brokenTitle: 'Diese Maschine kann nicht benutzt werden',
    failedTitle: 'Die letzte Aktion ist fehlgeschlagen',
  },
  strip: {
    label: 'Wie diese Maschine läuft',
    runsAsYou: 'Läuft mit dem eigenen Konto ({{uid}})',
    runsAs: 'Läuft als {{user}} ({{uid}})',
    willRunAsYou: 'Wird mit dem eigenen Konto laufen ({{uid}})',
    kvm: 'KVM',
    tcg: 'Software-Emulation',
    testing: 'Beschleunigung wird geprüft…',
    kind: {
      user: 'Benutzernetz',
      isolated: 'Abgeschottet',
      private: 'Privates Netz',
      bridge: 'Bridge',
      tap: 'TAP-Gerät',
    },
    kindReason: {
      user: 'Die Maschine wird das Netz über diesen Rechner erreichen, mit den Rechten des eigenen Kontos. Andere Rechner erreichen sie nur über weitergeleitete Ports.',
      isolated: 'Die Maschine wird eine Netzkarte haben, die nirgendwohin führt.',
      private: 'Die Maschine wird andere eigene Maschinen in einem Netz für sich treffen.',
      bridge: 'Die Maschine wird an einer Bridge dieses Rechners hängen.',
      tap: 'Die Maschine wird ein TAP-Gerät benutzen, das dem eigenen Konto übergeben wurde.',
    },
    forwards_one: '{{count}} Weiterleitung',
    forwards_other: '{{count}} Weiterleitungen',
    forward: '{{host}} führt zu Port {{guest}} der Maschine',
    group: 'Gruppe: {{group}}',
    tags: 'Schlagwörter: {{tags}}',
    made: 'Angelegt am {{time}}',
    processor: 'Prozessor {{share}}',
    lastMinute: 'Last eines Prozessors in der letzten Minute',
    memoryUsed: 'Arbeitsspeicher dieses Rechners',
    diskRead: 'Von Laufwerken gelesen',
    diskWritten: 'Auf Laufwerke geschrieben',
    received: 'Empfangen',
    sent: 'Gesendet',
    willSound: 'Ton',
    willSoundReason:
      'Die Maschine wird über den eigenen Soundserver spielen, unter ihrem eigenen Namen.',
    noCard: 'Keine Soundkarte',
    noCardReason: 'Die Maschine hat keine Soundkarte. Unter Hardware lässt sich eine hinzufügen.',
    noNetwork: 'Kein Netz',
    runsAsReason:
      'QEMU ist ein gewöhnlicher Prozess des eigenen Kontos. Es erreicht die eigenen Dateien und nichts darüber hinaus.',
    noNetworkReason: 'Die Maschine hat keine Netzkarte.',
    sound: { pulseaudio: 'PulseAudio', pipewire: 'PipeWire', none: 'Kein Ton' },
    soundReason: 'Die Maschine spielt über den eigenen Soundserver, unter ihrem eigenen Namen.',
    soundNoneReason: 'Was die Maschine spielt, ist nicht zu hören.',
    connection: {
      passt: 'passt',
      slirp: 'Benutzernetz',
      private: 'Privates Netz',
      bridge: 'Bridge',
      tap: 'TAP-Gerät',
      'daemon-tap': 'Bridge',
      none: 'Nicht verbunden',
    },
    connectionReason: {
      passt: 'passt verbindet die Maschine mit den Rechten des eigenen Kontos mit dem Netz.',
      slirp: 'QEMU selbst verbindet die Maschine mit den Rechten des eigenen Kontos mit dem Netz.',
      private: 'Die Maschine trifft andere eigene Maschinen in einem Netz für sich.',
      bridge: 'Die Maschine hängt an einer Bridge dieses Rechners.',
      tap: 'Die Maschine benutzt ein TAP-Gerät, das dem eigenen Konto übergeben wurde.',
      'daemon-tap':
        'Die Maschine hängt an der Bridge {{bridge}} über das TAP-Gerät {{device}}, das der Systemdienst für das eigene Konto angelegt hat. QEMU brauchte dafür kein Recht.',
      none: 'Nichts verbindet diese Netzkarte.',
    },
    outside: 'Sie erreicht, was draußen ist.',
    noOutside: 'Sie erreicht nichts draußen.',
    hostAccess:
      'Das Netz führt sie auch zu dem, was nur auf diesem Rechner selbst lauscht (127.0.0.1).',
    noHostAccess: 'Das Netz führt sie nicht zum eigenen 127.0.0.1 dieses Rechners.',
    notices_one: '{{count}} Hinweis',
    notices_other: '{{count}} Hinweise',
    process: 'Prozess {{pid}}',
    measured: 'Selbsttest: {{kvm}} mit KVM, {{tcg}} in Software.',
    didNotEnd: 'kein Ende',
    notMeasured: 'nicht gemessen',
  },
  accelerator: {
    'kvm-proved': {
      reason:
        'Der Prozessor führt diese Maschine direkt aus. Ein Selbsttest hat gezeigt, dass KVM hier funktioniert.',
      next: 'Es ist nichts zu tun.',
    },
    'kvm-missing': {
      reason:
        'Dieser Rechner bietet kein /dev/kvm. QEMU ahmt den Prozessor nach, und das ist langsamer.',
      next: 'Virtualisierung (VT-x oder AMD-V) in den Firmware-Einstellungen einschalten, dann die Maschine neu starten.',
    },
    'kvm-no-permission': {
      reason:
        '/dev/kvm darf nicht geöffnet werden. QEMU ahmt den Prozessor nach, und das ist langsamer.',
      next: 'Mit dem Befehl unten der Gruppe kvm beitreten, ab- und anmelden, dann die Maschine neu starten.',
    },
    'kvm-failed': {
      reason:
        'Der Selbsttest kam unter KVM nicht zum Ende. QEMU ahmt den Prozessor nach, und das ist langsamer.',
      next: 'Das ist üblich, wenn dieser Rechner selbst eine virtuelle Maschine ist. Siehe die Einzelheiten unten.',
    },
    'kvm-slow': {
      reason:
        'Der Selbsttest war mit KVM langsamer als in Software. Deshalb wird Software benutzt.',
      next: 'Das ist üblich, wenn dieser Rechner selbst eine virtuelle Maschine ist. Es ist nichts zu tun.',
    },
    unknown: {
      reason: 'Die Maschine lief schon. Wie das gewählt wurde, ist nicht aufgezeichnet.',
      next: 'Sie von hier aus neu starten, um es zu wissen.',
    },
    'asked-for': {
      reason: 'Die Einstellungen dieser Maschine verlangen es.',
      next: '„auto“ als Beschleuniger wählen, damit Guesthouse entscheidet.',
    },
  },
  save: {
    blocked: 'Sie kann jetzt nicht gespeichert werden',
    blockedReason: 'Das ist im Weg: {{reason}}.',
    blockedNext: 'Es unter Hardware ändern oder die Maschine herunterfahren.',
  },
  ending: {
    quit: 'Schaltet aus…',
    terminate: 'Keine Antwort: zum Ende aufgefordert, {{seconds}} s',
    kill: 'Keine Antwort: mit Gewalt beendet, {{seconds}} s',
  },
  log: {
    label: 'Protokoll von QEMU',
    empty: 'QEMU hat nichts geschrieben.',
    truncated: 'Nur der letzte Teil wird gezeigt.',
    loading: 'Protokoll wird gelesen…',
  },
}
