subjects-title = Sujets
subjects-lead = De quoi parlent les documents. Les autres noms ne sont pas montrés aux lectrices, mais qui en cherche un trouve ce qui est rangé sous le nom.
subjects-none = Il n’y a pas encore de sujet.
subjects-name = Nom
subjects-others = Autres noms
subjects-items = Documents
subjects-count = { $count ->
    [one] { $digits } document
   *[other] { $digits } documents
}
subjects-new = Ajouter un sujet
subjects-change = Modifier un sujet
subjects-hint = Un nom dans une langue suffit. Un autre nom par ligne.
subjects-field-label = Nom ({ $language })
subjects-field-others = Autres noms ({ $language })
subjects-field-broader = Fait partie de
subjects-no-broader = Rien : sujet à part
subjects-save = Enregistrer
subjects-done-save = Le sujet est enregistré. Ce qui en parle se trouve sous ses noms.
subjects-action = A modifié un sujet de la bibliothèque
subjects-delete = Supprimer ce sujet
subjects-delete-lead = Seul un sujet dont aucun document ne traite, et dont aucun autre ne fait partie, peut être supprimé.
subjects-delete-submit = Supprimer
subjects-done-delete = Le sujet est supprimé.
subjects-delete-conflict = Quelqu’un l’a modifié. Regardez ce qu’il est maintenant, et décidez de nouveau.
