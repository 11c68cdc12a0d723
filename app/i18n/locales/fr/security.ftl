error-unknown-field-title = Ce formulaire n’est pas celui que nous connaissons
error-unknown-field = Il contient une donnée que cette page ne demande pas, peut-être parce que la page était ouverte depuis longtemps. Rien n’a été modifié. Ouvrez la page à nouveau ; votre texte est conservé ci-dessous.
