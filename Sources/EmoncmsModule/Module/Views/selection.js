// A way into EditRealtime2 from the list of feeds and from a graph, with the feeds that are chosen
// there. Where the page has no place for it, there is none.

(function () {
  'use strict'

  var words = document.currentScript.dataset
  var header = document.getElementById('feed-header')
  var graph = document.getElementById('graph-view-app') || document.getElementById('navigation')
  if (!header && !graph) return

  var link = document.createElement('a')
  link.className = 'btn btn-small'
  link.textContent = words.open
  link.href = address()
  // The choice is the page's: read when the link is about to be used.
  ;['pointerenter', 'pointerdown', 'focus', 'click'].forEach(function (type) {
    link.addEventListener(type, function () {
      link.href = address()
    })
  })
  var row = document.createElement('div')
  row.style.cssText = header ? 'float: right; margin-left: 12px' : 'margin: 8px; text-align: right'
  row.appendChild(link)
  if (header) header.insertBefore(row, header.firstChild)
  else graph.parentNode.insertBefore(row, graph)

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

  /** What the graph shows: a global in version 10, inside its Vue in 11, in the address at first. */
  function drawn() {
    var vue = graph._vnode && graph._vnode.component && graph._vnode.component.proxy
    var feeds = (vue && vue.state && vue.state.feedlist) || window.feedlist
    if (Array.isArray(feeds) && feeds.length) {
      return whole(Array.prototype.map.call(feeds, function (feed) {
        return feed && feed.id
      }))
    }
    return whole((/graph\/([\d,]+)$/.exec(location.pathname) || ['', ''])[1].split(','))
  }

  function whole(ids) {
    return ids.map(Number).filter(function (id) {
      return Number.isInteger(id) && id > 0
    })
  }
})()
