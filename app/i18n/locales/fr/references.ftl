references-note = Source
# $number (String) - number of the source
# $time (String) - which of the places
references-back = Revenir au texte : source { $number }, endroit { $time }
# $version (String) - number of a version
references-version = version { $version }
references-gone = Cette source n’est plus disponible
references-newer = Il existe des données plus récentes
references-cited-by = Cité par
references-kind = Type
references-target = Ce qui est cité
references-add-title = Ajouter une source du portail
# $number (String) - number of the source
references-added = La source { $number } est ajoutée à votre texte en cours. Dans le texte, écrivez : [^{ $number }]
references-nothing = Rien n’a été trouvé avec ces mots.
references-to-form = Vers le formulaire du texte
references-item = Bibliothèque
references-dataset = Chiffres
references-article = Texte
references-locator = Endroit : page (p. 12), minute (12:40) ou case
# $number (String) - number of the source
references-add = Ajouter comme source { $number }
