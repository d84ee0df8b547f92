/** What the chart says. */
export const chartWords = {
  en: {
    'chart.label': 'Curves of {curves} over the state {lanes}, {from} to {to}',
    'chart.none': 'none',
    'chart.noValue': 'no value',
    'chart.mixed': '{min} to {max}',
    'chart.paint': '{state}: {from} to {to}, {lasts}',
    'chart.edge': '{time}',
    'chart.knee': '{time} · knee of the supply',
    'chart.truth': 'compared with {name}',
    'carpet.feed': 'Feed of the carpet',
    'carpet.label': 'Carpet of {name}, {from} to {to}: arrow keys move, Enter shows the day',
  },
  fr: {
    'chart.label': 'Courbes de {curves} au-dessus de l’état {lanes}, du {from} au {to}',
    'chart.none': 'aucun',
    'chart.noValue': 'aucune valeur',
    'chart.mixed': '{min} à {max}',
    'chart.paint': '{state} : {from} à {to}, {lasts}',
    'chart.edge': '{time}',
    'chart.knee': '{time} · rupture du départ',
    'chart.truth': 'comparé à {name}',
    'carpet.feed': 'Flux du tapis',
    'carpet.label': 'Tapis de {name}, du {from} au {to} : les flèches déplacent, Entrée montre le jour',
  },
}
