transparency-title = Ce que l’équipe a fait
transparency-lead = Chaque trimestre, en chiffres. Ils sont comptés à partir d’un journal que personne ne peut changer, et les sommes sont justes. Rien ici ne concerne une personne en particulier.
transparency-quarter = Trimestre
transparency-quarter-name = Trimestre { $number } de { $year }
transparency-show = Afficher
transparency-runs = Ce trimestre n’est pas terminé. Ses chiffres paraissent ici quand il le sera, le { $day } : d’un jour à l’autre, ils pourraient trahir quelqu’un.
transparency-csv = Ces chiffres dans un fichier (CSV)
transparency-small = « <5 » veut dire de un à quatre : si peu pourraient être reconnues dans une petite ville. « – » est retenu pour qu’un tel nombre ne puisse pas être calculé.
transparency-few = Trop peu pour en dire plus.
transparency-total = En tout
transparency-what = Quoi
transparency-count = Nombre
transparency-readings = Textes reçus et lus
transparency-reading-approved = Publiés
transparency-reading-shortened = Publiés, raccourcis par l’équipe
transparency-reading-direct = Publiés sans attendre
transparency-reading-changed = Renvoyés avec une demande, ou traités en privé
transparency-reading-rejected = Non publiés
transparency-delay = Combien de temps cela a pris
transparency-median = La moitié des textes ont eu une réponse en { $time } ou moins.
transparency-ninth = Neuf sur dix en ont eu une en { $time } ou moins.
transparency-hours = { $hours ->
    [one] { $digits } heure
   *[other] { $digits } heures
}
transparency-no-delay = Trop peu de textes pour le dire.
transparency-report-reasons = Signalements tranchés, par raison
transparency-report-outcomes = Signalements tranchés, par suite donnée
transparency-report-danger = Quelqu’un est en danger
transparency-report-identity = Révèle qui est quelqu’un
transparency-report-threat = Menace ou chantage
transparency-report-harassment = Harcèlement
transparency-report-hate = Haine ou insulte
transparency-report-sexual = Contenu sexuel
transparency-report-spam = Publicité ou fraude
transparency-report-misinformation = Fausse information
transparency-report-contact = Contact à l’extérieur
transparency-report-off-topic = Hors sujet
transparency-report-other = Une autre raison, ou aucune notée
transparency-outcome-upheld = Fondés
transparency-outcome-not-upheld = Non fondés
transparency-outcome-duplicate = Couverts par un autre
transparency-outcome-escalated = Traités comme un danger
transparency-sanctions = Sanctions, par sorte
transparency-appeals = Contestations tranchées
transparency-promptness = Réponses aux contestations
transparency-in-time = Sous sept jours
transparency-late = Plus tard
transparency-staffed = Heures où quelqu’un de l’équipe était là
transparency-unknown = Inconnues pour ce trimestre : les heures n’ont été notées pour aucun de ses jours.
# $hours (String) - combien d’heures
# $days (String) - combien de jours notés
# $all (String) - combien de jours a le trimestre
transparency-staffed-sum = Heures : { $hours }. Jours notés : { $days } sur { $all }.
transparency-staffed-how = Notées à la fin de chaque jour d’après le planning de l’équipe, et jamais modifiées. Un jour sans note est inconnu et ne compte pas.
transparency-authorities = Demandes d’autorités
transparency-authorities-none = Aucune notée.
transparency-link = Ce que l’équipe a fait, en chiffres
