// A way into EditRealtime2 from the list of feeds and from a graph, with the feeds that are chosen
// there. Where the page has no place for it, there is none.

(function () {
  'use strict'

  var words = document.currentScript.dataset
  var header = document.getElementById('feed-header')
  var graph = document.getElementById('graph_bound')
  var place = header || (graph && graph.parentNode)
  if (!place) return

  var link = document.createElement('a')
  link.className = 'btn btn-small'
  link.style.cssText = header ? 'float: right; margin-right: 12px' : 'margin: 8px 0'
  link.textContent = words.open
  link.href = address()
  // The choice is the page's: read when the link is about to be used.
  ;['pointerenter', 'pointerdown', 'focus', 'click'].forEach(function (type) {
    link.addEventListener(type, function () {
      link.href = address()
    })
  })
  place.insertBefore(link, header ? header.firstChild : graph.nextSibling)

  /** The editor's address: one feed is taken as the state to edit, several as curves. */
  function address() {
    var ids = header ? ticked() : drawn()
    var query = ids.length === 1 ? '?state=' + ids[0] : ids.length ? '?indoor=' + ids.join(',') : ''
    return words.base + 'retouche/editor' + query
  }

  function ticked() {
    var boxes = document.querySelectorAll('input.feed-select[feedid]:checked')
    return whole(Array.prototype.map.call(boxes, function (box) {
      return box.getAttribute('feedid')
    }))
  }

  function drawn() {
    var feeds = Array.isArray(window.feedlist) ? window.feedlist : []
    return whole(feeds.map(function (feed) {
      return feed && feed.id
    }))
  }

  function whole(ids) {
    return ids.map(Number).filter(function (id) {
      return Number.isInteger(id) && id > 0
    })
  }
})()
