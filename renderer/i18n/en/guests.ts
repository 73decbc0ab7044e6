export const guests = {
  sidebar: {
    label: 'Machines',
    search: 'Search machines',
    searchShort: 'Search',
    searchKeys: 'Ctrl F',
    overview: 'All machines',
    nothingFound: 'No machine is called “{{search}}”.',
    none: 'No machines yet.',
    runsAs: 'This computer, as you',
    runsAsDetail: '{{user}} ({{uid}})',
  },
  overview: {
    title: 'Machines',
    summary_one: '{{count}} machine, {{running}} running',
    summary_other: '{{count}} machines, {{running}} running',
    hardware: '{{memory}} · {{processors}}',
    emptyTitle: 'Your machines will live here',
    emptyText:
      'They run as you, in your own session: no password, no service, and nobody else can see them.',
  },
} as const
