namespace NNGen.Plots;

/// <summary>The look of a report.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root{--paper:#ffffff;--surface:#f6f8fa;--ink:#1f2328;--muted:#57606a;--line:#d8dee4}
        @media (prefers-color-scheme:dark){:root{--paper:#0d1117;--surface:#161b22;--ink:#e6edf3;--muted:#9da7b3;--line:#30363d}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue','Noto Sans','Liberation Sans',Arial,sans-serif}
        main{max-width:960px;margin:0 auto;padding:24px 20px 48px}
        header p,figure+p{color:var(--muted);margin:2px 0 0}
        h1{font-size:26px;line-height:1.25;margin:0}
        h2{font-size:18px;margin:36px 0 12px;padding-bottom:6px;border-bottom:1px solid var(--line)}
        figure{margin:0}
        svg{max-width:100%;height:auto;display:block;margin:0 auto}
        .cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(136px,1fr));gap:10px;margin:20px 0 0}
        .cards div{background:var(--surface);border:1px solid var(--line);border-radius:8px;padding:10px 12px}
        .cards dt{color:var(--muted);font-size:12.5px}
        .cards dd{margin:0;font-size:20px;font-weight:600;font-variant-numeric:tabular-nums}
        .pictures{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(400px,100%),1fr));gap:0 28px}
        .network{display:flex;flex-wrap:wrap;gap:20px 28px;align-items:flex-start}
        .network .scroll{flex:0 1 auto;max-width:100%}
        .network figure{flex:1 1 320px}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;font-size:13.5px;font-variant-numeric:tabular-nums;min-width:50%}
        th,td{text-align:left;padding:5px 14px 5px 0;border-bottom:1px solid var(--line);white-space:nowrap}
        thead th{color:var(--muted);font-weight:500}
        tbody th{font-weight:500;color:var(--muted)}
        tfoot td{font-weight:600;border-bottom:0}
        .number{text-align:right}
        summary{cursor:pointer;color:var(--muted);margin-bottom:8px}
        @media print{section{break-inside:avoid}}

        """;
}
