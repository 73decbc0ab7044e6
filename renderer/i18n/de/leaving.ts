import type { Translation } from '../translation.ts'

export const leaving: Pick<Translation, 'leaving'> = {
  leaving: {
    title: {
      session: 'Die Sitzung endet',
      shutdown: 'Der Computer fährt herunter',
      quit: 'Guesthouse wird beendet, sobald alle Maschinen gespeichert sind',
    },
    text: {
      session:
        'Jede Maschine wird gespeichert, heruntergefahren oder läuft weiter, wie es für sie eingestellt ist.',
      shutdown:
        'Jede Maschine wird gespeichert, heruntergefahren oder läuft weiter, wie es für sie eingestellt ist.',
      quit: 'Sie können später dort weitermachen, wo sie waren.',
    },
    over: 'Es ist nichts mehr zu tun.',
    stopping: {
      session:
        'Was halb fertig ist, wird rückgängig gemacht. Nicht gespeicherte Maschinen enden mit der Sitzung, außer dieser Computer lässt Programme weiterlaufen.',
      shutdown:
        'Was halb fertig ist, wird rückgängig gemacht. Nicht gespeicherte Maschinen enden, wenn der Computer herunterfährt.',
      quit: 'Was halb fertig ist, wird rückgängig gemacht. Diese Maschinen laufen weiter.',
    },
    done: '{{done}} von {{of}} fertig',
    machines: 'Maschinen',
    state: {
      saving: 'Speichert…',
      'shutting-down': 'Fährt herunter…',
      saved: 'Gespeichert',
      'shut-down': 'Heruntergefahren',
    },
    left: {
      session: 'Nicht gespeichert',
      shutdown: 'Nicht gespeichert',
      quit: 'Läuft weiter',
    },
    waiting: {
      save: 'Wird gespeichert',
      shutdown: 'Wird heruntergefahren',
    },
    endNow: {
      session: 'Jetzt beenden, ohne den Rest zu speichern',
      quit: 'Jetzt beenden und den Rest laufen lassen',
    },
    savedTitle_one: 'Die gespeicherte Maschine fortsetzen?',
    savedTitle_other: 'Die gespeicherten Maschinen fortsetzen?',
    savedText_one:
      'Sie wurde gespeichert, als die Sitzung oder Guesthouse endete. Sie macht dort weiter, wo sie war.',
    savedText_other:
      'Sie wurden gespeichert, als die Sitzung oder Guesthouse endete. Sie machen dort weiter, wo sie waren.',
    notNow: 'Jetzt nicht',
    resumeNone: 'Fortsetzen',
    resume_one: '{{number}} Maschine fortsetzen',
    resume_other: '{{number}} Maschinen fortsetzen',
    resuming: 'Setzt fort…',
    failedTitle: 'Nicht alle Maschinen ließen sich fortsetzen',
    failedText: 'Die hier genannten sind noch gespeichert.',
  },
}
