// EditRealtime2 in Emoncms's list of visualisations. The list has no place to register one, but its
// `widgets` and its select are there once it is drawn; the address `vis/../retouche/editor`, which
// it makes of the entry, is `retouche/editor` to every browser.

(function () {
  'use strict'

  /** The least height of the editor's frame, in pixels. */
  var HEIGHT = 640

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

  // The list makes frames that do not scroll and are lower than they are wide by far: too low for
  // curves, a lane and a table. Its own listeners were there before these.
  var view = document.getElementById('viewbtn')
  var code = document.getElementById('embedcode')
  if (view && code && window.jQuery) {
    window.jQuery(view).on('click', function () {
      if (select.value !== entry) return
      code.value = code.value
        .split('vis/' + entry).join('retouche/editor')
        .replace('height:400px', 'height:' + HEIGHT + 'px')
        .replace('scrolling="no"', 'scrolling="auto"')
      heighten()
    })
    window.jQuery(window).on('resize', heighten)
  }

  function heighten() {
    var frame = document.querySelector('#visiframe iframe')
    if (!frame || frame.src.indexOf('retouche/editor') < 0) return
    frame.scrolling = 'auto'
    ;[frame, frame.parentNode, document.getElementById('vis_bound')].forEach(function (part) {
      if (part && part.offsetHeight < HEIGHT) part.style.height = HEIGHT + 'px'
    })
  }
})()
