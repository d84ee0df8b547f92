/// The look of a report's page, on screens and on A4.
enum PageStyle {
  static let sheet = """
    *{box-sizing:border-box}
    body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 \(FigureStyle.fonts);\
    font-variant-numeric:tabular-nums}
    main{max-width:1108px;margin:0 auto;padding:32px 24px 64px}
    h1{font-size:28px;line-height:1.2;margin:0;overflow-wrap:anywhere}
    h2{font-size:19px;margin:48px 0 4px}
    p{margin:4px 0 12px;max-width:78ch}
    .about,figcaption,.note,.missing,footer{color:var(--muted)}
    .missing{border-left:3px solid var(--axis);padding:2px 0 2px 12px}
    .facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(238px,1fr));gap:12px;\
    margin:24px 0 0;padding:0}
    .facts div{background:var(--panel);border-radius:8px;padding:12px 14px}
    .facts dt{color:var(--muted);font-size:13px}
    .facts dd{margin:0}
    .facts .figure{font-size:22px;font-weight:600;line-height:1.3}
    .facts .note{font-size:13px;line-height:1.4}
    figure{margin:12px 0 0;overflow-x:auto}
    figure svg{display:block;width:100%;height:auto;min-width:480px}
    figure.wide svg{min-width:760px}
    figcaption{font-size:13px;margin-top:6px;max-width:96ch}
    .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,470px),1fr));\
    gap:12px 28px}
    .scroll{overflow-x:auto}
    table{border-collapse:collapse;font-size:13.5px;margin:12px 0 0}
    th{font-weight:500;color:var(--muted);font-size:13px;vertical-align:bottom}
    th,td{text-align:left;padding:5px 11px 5px 0;border-bottom:1px solid var(--grid);\
    white-space:nowrap}
    th.n,td.n{text-align:right}
    tr.sum td{font-weight:600}
    .bar{display:inline-block;height:9px;min-width:1px;background:var(--on);\
    vertical-align:middle}
    .gauge{display:inline-block;width:64px;background:var(--off);line-height:9px;\
    vertical-align:middle}
    footer{margin-top:48px;border-top:1px solid var(--grid);padding-top:12px;font-size:13px}
    .defs{position:absolute;width:0;height:0}
    @page{size:A4;margin:12mm}
    @media print{
    *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
    body{font-size:11px}
    main{max-width:none;padding:0}
    h2{margin-top:20px;font-size:15px;break-after:avoid}
    h1{font-size:21px}
    .facts{grid-template-columns:repeat(4,1fr);gap:6px}
    .facts .figure{font-size:15px}
    .facts .note,.facts dt,figcaption,footer{font-size:9px}
    .pair{grid-template-columns:1fr 1fr}
    table{font-size:9.5px}
    th{font-size:9px}
    th,td{padding:2px 8px 2px 0}
    .gauge{width:50px}
    figure,.scroll{overflow:visible}
    figure svg,figure.wide svg{min-width:0}
    figure,tr,section,.facts div{break-inside:avoid}
    }

    """
}
