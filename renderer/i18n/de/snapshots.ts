import type { snapshots as english } from '../en/snapshots.ts'
import type { Texts } from '../texts.ts'

export const snapshots: Texts<typeof english> = {
  snapshots: {
    take: 'Schnappschuss machen…',
    tree: 'Schnappschüsse',
    here: 'Aktueller Stand',
    hereText:
      'Das ist die Maschine, wie sie jetzt ist. Noch hält kein Schnappschuss diesen Stand fest.',
    emptyTitle: 'Noch keine Schnappschüsse',
    emptyText:
      'Ein Schnappschuss hält die Maschine fest, wie sie jetzt ist. So führt ein Weg zurück, etwa nach einem Upgrade oder einem Versuch.',
    shortMemory: 'Festplatten und Arbeitsspeicher',
    shortDisks: 'Festplatten',
    holds: 'Enthält',
    holdsMemory: 'Festplatten und Arbeitsspeicher: Die Maschine läuft dort weiter, wo sie war.',
    holdsOff: 'Die Festplatten der ausgeschalteten Maschine.',
    holdsFrozen: 'Die Festplatten der laufenden Maschine, mit ruhenden Dateisystemen.',
    holdsCut: 'Die Festplatten der laufenden Maschine, wie nach einem Stromausfall.',
    taken: 'Gemacht',
    cost: 'Belegt',
    costMemory: '{{all}}, davon {{memory}} für den Arbeitsspeicher',
    machine: 'Maschinentyp',
    revert: 'Zurückkehren…',
    newMachine: 'Neue Maschine…',
    edit: 'Bearbeiten…',
    delete: 'Löschen…',
    busy: 'Erst muss der laufende Vorgang enden.',
    notSaved:
      'Die Maschine ist gespeichert. Erst fortsetzen oder den gespeicherten Stand verwerfen.',
    notNow: 'Im jetzigen Zustand der Maschine geht das nicht.',
    needsOff: 'Eine neue Maschine entsteht nur, während diese ausgeschaltet ist.',
    revertNeedsOff:
      'Dieser Schnappschuss enthält keinen Arbeitsspeicher. Erst die Maschine ausschalten, dann zurückkehren.',
    disposable:
      'Die Maschine läuft flüchtig und behält nichts. Deshalb sind keine Schnappschüsse möglich.',
    unfitDisk:
      '{{disk}} hat das Format {{format}}, das keine Schnappschüsse aufnimmt. Unter „Hardware“ in qcow2 umwandeln, während die Maschine aus ist.',
    noDisk: 'Die Maschine schreibt auf keine Festplatte. Es gibt nichts, was festzuhalten wäre.',
    takeTitle: 'Schnappschuss von {{name}}',
    takeConfirm: 'Schnappschuss machen',
    name: 'Name',
    defaultName: 'Schnappschuss vom {{time}}',
    note: 'Notiz',
    what: 'Was festgehalten wird',
    withMemory: 'Festplatten und Arbeitsspeicher',
    withMemoryHint:
      'Die Rückkehr führt zur laufenden Maschine mit allem, was jetzt offen ist. Während der Speicher geschrieben wird, steht sie still.',
    memoryBlocked: 'Jetzt nicht möglich: {{reason}}.',
    disksOnly: 'Nur die Festplatten',
    disksOnlyHint:
      'Schnell und klein. Die Rückkehr führt zu einer ausgeschalteten Maschine. Antwortet ihr Gast-Agent, ruhen die Dateisysteme dabei; sonst ist es wie nach einem Stromausfall.',
    offHint: 'Die Maschine ist aus. Der Schnappschuss hält ihre Festplatten fest.',
    revertTitle: 'Zu „{{snapshot}}“ zurückkehren?',
    becomesRunning: 'Danach läuft die Maschine mit dem Arbeitsspeicher von damals weiter.',
    becomesOff: 'Danach ist die Maschine aus, mit den Festplatten von damals.',
    becomesCut: 'Danach ist die Maschine aus, mit Festplatten wie nach einem Stromausfall.',
    lost: 'Das geht verloren, wenn es kein Schnappschuss festhält:',
    loseDisks: 'alles, was seit {{time}} auf ihre Festplatten geschrieben wurde',
    loseMemory: 'was gerade offen ist, und ungesicherte Arbeit',
    loseHardware: 'Änderungen an der Hardware seit damals',
    revertSafely: 'Erst Schnappschuss, dann zurück',
    revertConfirm: 'Zurückkehren',
    beforeRevert: 'Vor der Rückkehr zu {{snapshot}}',
    reverted: 'Die Maschine ist wieder auf dem Stand „{{snapshot}}“.',
    revertedHardware:
      'Die Maschine ist wieder auf dem Stand „{{snapshot}}“. Auch ihre Hardware ist die von damals.',
    deleteTitle: 'Den Schnappschuss „{{snapshot}}“ löschen?',
    deleteText: 'Dann führt kein Weg mehr dorthin zurück. Das lässt sich nicht rückgängig machen.',
    deleteKeeps: 'Die Maschine bleibt, wie sie ist, und die anderen Schnappschüsse bleiben auch.',
    deleteChildren_one: 'Ein Schnappschuss folgt auf ihn. Er bleibt und rückt auf.',
    deleteChildren_other: '{{count}} Schnappschüsse folgen auf ihn. Sie bleiben und rücken auf.',
    deleteFrees: 'Auf der Festplatte werden etwa {{size}} frei.',
    deleteConfirm: 'Löschen',
    deleted: 'Der Schnappschuss „{{snapshot}}“ ist gelöscht.',
    editTitle: 'Schnappschuss bearbeiten',
    editConfirm: 'Übernehmen',
    newTitle: 'Neue Maschine aus „{{snapshot}}“',
    newText:
      'Sie bekommt Kopien der Festplatten von damals und eigene Hardware. Diese Maschine bleibt, wie sie ist.',
    newConfirm: 'Maschine anlegen',
  },
}
