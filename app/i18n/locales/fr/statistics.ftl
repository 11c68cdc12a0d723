statistics-title = Chiffres
statistics-lead = Chaque chiffre vient avec son année, son lieu et sa source. Le tableau d’abord, puis le graphique. Tout se télécharge.
statistics-more = Tableau et graphique
statistics-all = Tous les chiffres
statistics-when-year = En { $year }
statistics-when-half = { $half ->
    [1] Au premier semestre { $year }
   *[other] Au second semestre { $year }
}
statistics-when-quarter = { $quarter ->
    [1] Au 1er trimestre
    [2] Au 2e trimestre
    [3] Au 3e trimestre
   *[4] Au 4e trimestre
} { $year }
statistics-when-months = De { $from } à { $to } { $year }
statistics-period-half = { $half ->
    [1] 1er semestre { $year }
   *[other] 2e semestre { $year }
}
statistics-period-quarter = { $quarter ->
    [1] 1er trimestre
    [2] 2e trimestre
    [3] 3e trimestre
   *[4] 4e trimestre
} { $year }
statistics-period-months = { $from } à { $to } { $year }
statistics-sentence = { $when }, { $clause }.
statistics-sentence-first = { $when }, c’était { $value }.
statistics-sentence-men = Pour les hommes : { $value }.
statistics-sex-f = Femmes
statistics-sex-m = Hommes
statistics-sex-t = Ensemble
statistics-amount-persons = { $n ->
    [one] { $text } personne
   *[other] { $text } personnes
}
statistics-amount-women = { $n ->
    [one] { $text } femme
   *[other] { $text } femmes
}
statistics-amount-thousand-persons = { $text } milliers de personnes
statistics-amount-households = { $n ->
    [one] { $text } ménage
   *[other] { $text } ménages
}
statistics-amount-calls = { $n ->
    [one] { $text } appel
   *[other] { $text } appels
}
statistics-amount-signals = { $n ->
    [one] { $text } signalement
   *[other] { $text } signalements
}
statistics-amount-centres = { $n ->
    [one] { $text } centre
   *[other] { $text } centres
}
statistics-amount-beds = { $n ->
    [one] { $text } lit
   *[other] { $text } lits
}
statistics-amount-seats = { $n ->
    [one] { $text } siège
   *[other] { $text } sièges
}
statistics-amount-years = { $n ->
    [one] { $text } an
   *[other] { $text } ans
}
statistics-amount-children = { $n ->
    [one] { $text } enfant par femme
   *[other] { $text } enfants par femme
}
statistics-amount-deaths = { $n ->
    [one] { $text } décès pour 100 000 naissances vivantes
   *[other] { $text } décès pour 100 000 naissances vivantes
}
statistics-amount-dinars-month = { $n ->
    [one] { $text } dinar par mois
   *[other] { $text } dinars par mois
}
statistics-amount-dinars-day = { $n ->
    [one] { $text } dinar par jour
   *[other] { $text } dinars par jour
}
statistics-table-title = Tableau
statistics-older = Années précédentes, de { $from } à { $to }
statistics-all-remark = Tous ces chiffres : { $remark }.
statistics-column-period = Quand
statistics-column-indicator = Quoi
statistics-column-geo = Où
statistics-column-sex = Qui
statistics-missing = non disponible
statistics-withheld-below = non montré : inférieur à { $min }, ou permettrait d’en déduire un
statistics-status-modelled = estimation modélisée
statistics-status-partial = une partie de la période seulement
statistics-status-adjusted = corrigé par nous, voir la note
statistics-notes-title = Comment lire ces chiffres
statistics-words-title = Ce que veulent dire les mots
statistics-about-title = À propos de ces chiffres
statistics-sources-title = Sources
statistics-publisher = Publié par
statistics-coverage = Couvre
statistics-frequency = Fréquence
statistics-licence = Licence
statistics-version = Édition
statistics-version-of = No { $n } du { $date }
statistics-checked = Vérifié le
statistics-licence-cc-by = CC BY 4.0, citer la source
statistics-licence-not-stated = La source n’indique pas de licence. Les chiffres sont cités avec leur source.
statistics-frequency-annual = Chaque année
statistics-frequency-quarterly = Chaque trimestre
statistics-frequency-survey = À chaque enquête
statistics-frequency-census = À chaque recensement
statistics-frequency-on-change = Quand le montant change
statistics-frequency-irregular = De temps en temps
statistics-frequency-once = Une fois
statistics-download-title = Emporter les chiffres
statistics-download-csv = CSV
statistics-download-excel = CSV pour Excel
statistics-chart-none = Pas de graphique : ces chiffres ne se comparent pas entre eux.
statistics-chart-outdated = Le tableau contient des chiffres plus récents que ce graphique.
statistics-chart-gaps = Une ligne ne relie deux chiffres que s’ils sont comparables et séparés de six ans au plus.
statistics-trend-rose = { $name } : passe de { $a } ({ $start }) à { $b } ({ $end }), en hausse.
statistics-trend-fell = { $name } : passe de { $a } ({ $start }) à { $b } ({ $end }), en baisse.
statistics-trend-same = { $name } : { $a } en { $start } comme en { $end }.
statistics-trend-one = { $name } : { $value }.
statistics-note-label = Note { $note }
statistics-column-age = Âge
statistics-column-value = Chiffre
statistics-trend-highest = Le plus haut : { $value } ({ $when }).
statistics-trend-lowest = Le plus bas : { $value } ({ $when }).
statistics-trend-without = { $n ->
    [one] { $text } période entre les deux est sans chiffre affiché.
   *[other] { $text } périodes entre les deux sont sans chiffre affiché.
}
statistics-trend-broken = Avant { $when }, la mesure était différente : ces chiffres ne sont pas comparés aux suivants.
statistics-extremes = Parmi les chiffres affichés, le plus haut est { $high } : { $a } ; le plus bas est { $low } : { $b }.
statistics-chart-break = À un trait vertical pointillé, la façon de mesurer a changé : on ne compare pas les chiffres d’avant et d’après.
statistics-chart-version = Ce graphique montre l’édition no { $n }.
statistics-chart-picture-of = « { $title } » en image, à partager
statistics-choose-title = Choisir une partie des chiffres
statistics-choose-every = Tout
statistics-choose-from = À partir de l’année
statistics-choose-to = Jusqu’à l’année
statistics-choose-button = Afficher
statistics-choose-all = Tout afficher
statistics-choose-none = Aucun chiffre pour ce choix.
statistics-download-part = Les fichiers contiennent la partie choisie.
statistics-page-before = Page précédente
statistics-page-after = Page suivante
statistics-page-here = Page { $n }
statistics-page-last = Il peut y avoir d’autres chiffres. Choisissez un lieu ou une période, ou téléchargez le fichier.
statistics-csv-dataset = Identifiant du jeu de données
statistics-csv-dataset-title = Jeu de données
statistics-csv-indicator = Code de l’indicateur
statistics-csv-place = Code du lieu
statistics-csv-sex = Code du sexe
statistics-csv-unit = Unité
statistics-csv-status = Remarque sur le statut
statistics-csv-note = Note
statistics-csv-source = Source
statistics-csv-source-url = Adresse de la source
statistics-raw-title = Chiffres tels qu’importés : { $title }
statistics-raw-warning = Ce fichier contient aussi les petits effectifs. Qui connaît l’endroit peut y reconnaître une femme. Ne le transmettez pas et supprimez-le ensuite. Chaque lecture est inscrite au journal, avec votre nom et votre raison.
statistics-raw-reason = Pourquoi en avez-vous besoin ?
statistics-raw-reason-check = Pour vérifier un import
statistics-raw-reason-correct = Pour corriger un chiffre
statistics-raw-reason-method = Pour vérifier ce qui est masqué
statistics-raw-reason-source-asks = La source pose une question sur ses chiffres
statistics-raw-button = Télécharger
statistics-action-raw = A lu des chiffres tels qu’importés
statistics-cited = Le texte cite { $what } : { $value }, dans la version { $n }.
statistics-cited-now = Le tableau montre maintenant une autre version.
statistics-cited-gone = Ce chiffre n’est plus dans le tableau.
statistics-sort-value = Les chiffres absents ou masqués n’ont pas de place dans cet ordre : ils n’y sont pas montrés.
statistics-withheld = non montré
statistics-map-shapes = Contours : { $source }. Licence : { $licence }. Simplifiés par nous, pour reconnaître les lieux et non pour mesurer.
