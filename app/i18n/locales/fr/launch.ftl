launch-title = Avant l’ouverture
launch-lead = Ce qu’une personne doit encore confirmer. Dites qui s’occupe d’un point, quand et comment il a été réglé. Cette page s’imprime telle quelle.
launch-todo = À confirmer et à vérifier
launch-point = Point
launch-open = { $count ->
    [one] { $digits } point à confirmer avant l’ouverture
   *[other] { $digits } points à confirmer avant l’ouverture
}
launch-done = Le point est modifié.
launch-field-standing = État
launch-field-keeper = Qui s’en occupe
launch-field-day = Réglé le
launch-field-note = Ce qui a été appris
launch-day-hint = Sans date, c’est aujourd’hui qui est gardé quand le point est réglé.
launch-keeper-me = Moi
launch-keeper-nobody = Personne
launch-state-open = Ouvert
launch-state-confirmed = Confirmé
launch-state-not-applicable = Sans objet
launch-group-numbers = Numéros à appeler
launch-group-names = Noms et contacts
launch-group-municipality = Municipalité
launch-group-law = Questions à une ou un juriste
launch-group-consents = Accords
launch-group-facts = Faits non vérifiés
launch-group-readers = Lectrices
launch-group-team = Équipe et machine
launch-action-change = A modifié un point de la liste d’ouverture
