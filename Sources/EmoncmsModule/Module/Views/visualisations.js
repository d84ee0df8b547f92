// EditRealtime2 in Emoncms's list of visualisations. The list has no place to register one, but its
// `widgets` and its select are there once it is drawn; the address `vis/../retouche/editor`, which
// it makes of the entry, is `retouche/editor` to every browser.

(function () {
  'use strict'

  var words = document.currentScript.dataset
  var select = document.getElementById('visselect')
  var entry = '../retouche/editor'
  if (!select || typeof widgets !== 'object' || !widgets) return

  // A parameter of the page, its label, and the list's number for any feed with points.
  widgets[entry] = {
    label: 'EditRealtime2',
    options: [
      ['state', words.state, 0],
      ['supply', words.supply, 0],
      ['return', words.return, 0],
      ['indoor', words.indoor, 0],
      ['outdoor', words.outdoor, 0],
    ],
  }
  var item = document.createElement('option')
  item.value = entry
  item.textContent = 'EditRealtime2'
  select.appendChild(item)

  // The list offers only feeds; here any may be left out. It draws the options when the select
  // changes, by a listener that was there before this one.
  select.addEventListener('change', offerNone)
  if (window.jQuery) window.jQuery(select).on('change', offerNone)

  function offerNone() {
    if (select.value !== entry) return
    document.querySelectorAll('#box-options select.options').forEach(function (feeds) {
      if (feeds.querySelector('option[value=""]')) return
      var none = document.createElement('option')
      none.value = ''
      none.textContent = '– ' + words.none + ' –'
      feeds.insertBefore(none, feeds.firstChild)
      feeds.value = ''
    })
  }

  // What is embedded elsewhere should have the plain address.
  var view = document.getElementById('viewbtn')
  var code = document.getElementById('embedcode')
  if (view && code && window.jQuery) {
    window.jQuery(view).on('click', function () {
      code.value = code.value.split('vis/' + entry).join('retouche/editor')
    })
  }
})()
