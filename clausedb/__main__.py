from clausedb.cli.main import main

raise SystemExit(main())
