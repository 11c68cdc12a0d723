collections-title = Collections
collections-lead = What belongs together, in an order. Each collection has a page for readers, feeds, and a place in catalogues.
collections-none = There is no collection yet. Make the first one below.
collections-name = Collection
collections-items = Items
collections-order = Order
# $count (Number) - how many items
# $digits (String) - the number, written
collections-count = { $count ->
    [one] { $digits } item
   *[other] { $digits } items
}
collections-unseen = not shown to readers: nothing in it is visible to them
collections-new = A new collection
collections-new-hint = One name is enough. Write it in the other languages when you can.
collections-new-submit = Make the collection
# $language (String) - name of a language
collections-field-title = Name ({ $language })
# $language (String) - name of a language
collections-field-summary = What it brings together ({ $language })
collections-field-slug = Its place in addresses
collections-slug-hint = Small Latin letters, digits and hyphens. It stays for good, so choose a neutral word. Left empty, it is made of the English or French name.
collections-field-item = Item
collections-item-hint = Its identifier, or the address of its page.
collections-field-collection = Put it into a collection
collections-empty = Nothing is in it yet.
collections-place = Put an item into it
collections-place-submit = Put it there
collections-edit = What it is called
collections-edit-hint = Readers see the new name at once. Its address stays.
collections-save = Keep
collections-up = Up
collections-down = Down
collections-take = Take out
collections-public = Its page for readers
collections-conflict = Below is what is in it now. What you wrote is still in the form. If you moved something, look at the order once more.
collections-item-in-none = It is in no collection.
collections-all = All collections
collections-done-create = The collection is made. Put something into it.
collections-done-edit = The names are kept.
collections-done-place = It is now in the collection.
collections-done-take = It is taken out. It is still in the library.
collections-done-move = The order is changed.
collections-action = Changed a collection of the library
collections-delete = Delete this collection
collections-delete-lead = Only a collection in which nothing stands can be deleted. Its address leads to the library afterwards; feeds of it end.
collections-delete-submit = Delete it
collections-delete-conflict = Look at what it is now, and decide again.
collections-delete-back = Back to the collection
collections-done-delete = The collection is deleted.
