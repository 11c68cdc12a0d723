lines-title = Les numéros qui aident, au bureau
lines-lead = Ils sont sur chaque page. Un numéro faux est dangereux : appelez-le avant de le changer. Après 90 jours, chacun est à revérifier.
lines-form-lead = Chaque page montre aussitôt ce que vous enregistrez. Le journal garde l’ancien et le nouveau numéro.
lines-add = Ajouter un numéro
lines-edit = Modifier un numéro
lines-change = Modifier
lines-show = Afficher de nouveau
lines-field-number = Numéro
lines-field-whom-ar = Pour qui, en arabe
lines-field-whom-fr = Pour qui, en français
lines-field-whom-en = Pour qui, en anglais
lines-number-hint = De 3 à 15 chiffres, éventuellement après +216.
lines-checked-hint = Le jour où quelqu’un l’a appelé ou a lu sa source.
lines-due = { $count ->
    [one] { $digits } numéro d’aide à revérifier
   *[other] { $digits } numéros d’aide à revérifier
}
lines-done-add = Le numéro est ajouté.
lines-done-save = Le numéro est modifié.
lines-done-check = La date de vérification est celle d’aujourd’hui.
lines-done-hide = Aucune page ne montre plus ce numéro.
lines-done-show = Chaque page montre de nouveau ce numéro.
lines-action-add = A ajouté un numéro d’aide
lines-action-change = A modifié un numéro d’aide
lines-action-check = A vérifié un numéro d’aide
lines-action-hide = A masqué un numéro d’aide
lines-action-show = A réaffiché un numéro d’aide
